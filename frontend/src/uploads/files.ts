/** What a person chose or dropped: files, each with the path that it has in their folder. */

export interface Chosen {
  file: File;
  path: string;
}

/** A picture in a folder that is the cover of the album there. */
const COVER = /^(.+)\/(cover|folder|front|albumart)[^/]*\.(jpe?g|png|webp|gif|bmp|avif)$/i;

/**
 * Those that are music by name, with the covers of their folders, and how many are neither. `accept` is as an input
 * takes it.
 */
export function sorted(
  found: readonly Chosen[],
  accept: string,
): { taken: Chosen[]; skipped: number } {
  const endings = accept.split(",").filter((one) => one.startsWith("."));
  const isMusic = ({ path }: Chosen): boolean =>
    endings.some((ending) => path.toLowerCase().endsWith(ending)) && !/(^|\/)\./.test(path);
  const homes = new Set(
    found.filter(isMusic).flatMap(({ path }) => [above(path), above(above(path))]),
  );
  // A picture goes with the music beside it, or in folders (of discs) right below.
  const taken = found.filter(
    (one) => isMusic(one) || (COVER.test(one.path) && homes.has(above(one.path))),
  );
  taken.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
  return { taken, skipped: found.length - taken.length };
}

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export function fromInput(files: FileList): Chosen[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** Folders are walked, as deep as they go. */
export async function fromDrop(data: DataTransfer): Promise<Chosen[]> {
  // Asked for at once: after the first wait the browser has emptied what was dropped.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry !== null)) return fromInput(data.files);
  const found: Chosen[] = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: Chosen[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((done, fail) => {
      entry.file(done, fail);
    });
    found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time, until there are none.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => {
      reader.readEntries(done, fail);
    });
    if (some.length === 0) return;
    for (const one of some) await walk(one, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
