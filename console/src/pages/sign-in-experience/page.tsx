/** To be written. */
export function Page() {
  return null;
}
