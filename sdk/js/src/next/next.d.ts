// Of Next.js, what the adapter calls; the package itself is the application's (its types are checked in examples/next).
declare module 'next/headers' {
  export function headers(): Promise<Headers>;
}
declare module 'next/server' {
  export const NextResponse: { next(init: { request: { headers: Headers } }): Response };
}
