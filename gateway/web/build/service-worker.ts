import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'
import { filesBelow } from './files.ts'

const KEPT_OFFLINE = /\.(js|css|html|webmanifest|svg|png|woff2)$/

const digest = (content: Buffer | string) => createHash('sha256').update(content).digest('hex').slice(0, 12)

/** Compiles src/sw/sw.ts into dist/sw.js with the list of files to keep offline. */
export function serviceWorker(entry: string): Plugin {
  let config: ResolvedConfig
  return {
    name: 'kuaiqi-service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      sequential: true,
      async handler() {
        const out = join(config.root, config.build.outDir)
        const precache = filesBelow(out)
          .filter((file) => KEPT_OFFLINE.test(file) && !file.endsWith('sw.js'))
          .map((file) => ({
            url: '/' + relative(out, file).replaceAll('\\', '/'),
            revision: digest(readFileSync(file)),
          }))
        await build({
          configFile: false,
          root: config.root,
          logLevel: 'warn',
          publicDir: false,
          define: {
            __PRECACHE__: JSON.stringify(precache),
            __VERSION__: JSON.stringify(digest(JSON.stringify(precache))),
          },
          build: {
            emptyOutDir: false,
            outDir: config.build.outDir,
            copyPublicDir: false,
            lib: { entry, formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
          },
        })
      },
    },
  }
}
