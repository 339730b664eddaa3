// The libraries that check signatures and read pictures call it; Chromium 86 and Safari 14, on a shop's old tablet, lack it.
if (typeof Object.hasOwn !== "function") {
  const { hasOwnProperty: isOwn } = Object.prototype;
  const value = (object: object, key: PropertyKey): boolean => isOwn.call(object, key);
  Object.defineProperty(Object, "hasOwn", { value, writable: true, configurable: true });
}
