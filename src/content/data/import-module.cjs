// Imports a module by its address. Left out of the command's bundles: Node lets no compiled script import by itself.
"use strict";

/** @param {string} address a `file:` URL, or the name of a package
 *  @returns {Promise<{ default?: unknown }>} */
exports.importModule = (address) => import(address);
