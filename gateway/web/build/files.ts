import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder, as full paths. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
