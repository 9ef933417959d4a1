// What the interpreter imports, from the library that holds it already.
export const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;
