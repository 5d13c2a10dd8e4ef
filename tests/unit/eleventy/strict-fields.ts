// Data that throws where a template reads a field that is not there: Nunjucks itself would print nothing.

/** `name` stands for the data in errors: `model.author.nmae is no field`. */
export function strict<T extends object>(data: T, name: string): T {
  const known = new WeakMap<object, object>();
  const wrap = (value: object, path: string): object => {
    const wrapped = known.get(value);
    if (wrapped !== undefined) return wrapped;
    const proxy = new Proxy(value, {
      get(target, key) {
        // Promises, serialisers and Nunjucks' own marks are looked for on any object.
        if (typeof key === "symbol" || key === "toJSON" || key === "then") return Reflect.get(target, key);
        if (!(key in target) && !/^\d+$/.test(key)) throw new Error(`${path}.${key} is no field`);
        const field: unknown = Reflect.get(target, key);
        return typeof field === "object" && field !== null
          ? wrap(field, Array.isArray(target) ? `${path}[]` : `${path}.${key}`)
          : field;
      },
    });
    known.set(value, proxy);
    return proxy;
  };
  return wrap(data, name) as T;
}
