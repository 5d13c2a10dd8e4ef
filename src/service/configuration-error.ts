// The error of whoever reads the service's configuration.

/** What is wrong, where, and the cure. */
export class ConfigurationError extends Error {}
