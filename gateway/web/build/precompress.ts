import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'
import { filesBelow } from './files.ts'

const TEXT = /\.(js|css|html|svg|webmanifest)$/
const WORTH_IT = 1024

/** Writes a .gz beside every text file, so that the gateway never compresses while it serves. */
export function precompress(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'kuaiqi-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      handler() {
        for (const file of filesBelow(join(config.root, config.build.outDir))) {
          if (!TEXT.test(file)) continue
          const content = readFileSync(file)
          if (content.length >= WORTH_IT) writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
        }
      },
    },
  }
}
