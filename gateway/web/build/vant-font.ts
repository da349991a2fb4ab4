import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const OTHER_HOST = /,\s*url\(\/\/at\.alicdn\.com[^)]*\)\s*format\([^)]*\)/g
const INLINED = /url\((["']?)data:font\/woff2;[^,]*base64,([^)"']+)\1\)/g

/**
 * Vant's icon font is inlined as `data:` and names a CDN as second source.
 * The CSP allows neither: the font becomes a file of our own, the CDN goes.
 */
export function vantFont(): Plugin {
  let cache = ''
  return {
    name: 'kuaiqi-vant-font',
    enforce: 'pre',
    configResolved(config) {
      cache = join(config.cacheDir, 'vant-font')
    },
    transform: {
      filter: { id: /vant[\\/](es|lib)[\\/].*\.css/ },
      handler(code) {
        if (!code.includes('@font-face')) return undefined
        const own = code.replace(OTHER_HOST, '').replace(INLINED, (_all, _quote, base64: string) => {
          const font = Buffer.from(base64, 'base64')
          const name = `vant-icons-${createHash('sha256').update(font).digest('hex').slice(0, 8)}.woff2`
          mkdirSync(cache, { recursive: true })
          writeFileSync(join(cache, name), font)
          return `url("${join(cache, name)}")`
        })
        return { code: own, map: null }
      },
    },
  }
}
