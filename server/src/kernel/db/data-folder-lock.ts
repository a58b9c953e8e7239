/** One process for each data folder. */
export async function lockDataFolder(folder: string, _onLost: (error: Error) => void) {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { release: async () => {} };
}
