// What `@gatehouse/sdk` exports: the client and its errors.
export {};
