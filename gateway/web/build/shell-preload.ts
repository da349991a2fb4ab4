import type { HtmlTagDescriptor, Plugin } from 'vite'

const SHELLS = [
  ['desktop', '(min-width: 769px)'],
  ['phone', '(max-width: 768px)'],
] as const

/** Adds each shell's chunks to index.html as hints chosen by the width of the screen: `media` does it, no inline script. */
export function shellPreload(): Plugin {
  return {
    name: 'kuaiqi-shell-preload',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const tags: HtmlTagDescriptor[] = []
        for (const [shell, media] of SHELLS) {
          const entry = Object.values(context.bundle ?? {}).find(
            (part) =>
              part.type === 'chunk' && part.isDynamicEntry && part.facadeModuleId?.endsWith(`/src/${shell}/main.ts`),
          )
          if (entry?.type !== 'chunk') throw new Error(`No chunk of the ${shell} shell in the bundle`)
          for (const file of [entry.fileName, ...entry.imports]) {
            tags.push(hint({ rel: 'modulepreload', crossorigin: true, href: `/${file}`, media }))
          }
          for (const file of entry.viteMetadata?.importedCss ?? []) {
            tags.push(hint({ rel: 'preload', as: 'style', crossorigin: true, href: `/${file}`, media }))
          }
        }
        return tags
      },
    },
  }
}

function hint(attrs: Record<string, string | boolean>): HtmlTagDescriptor {
  return { tag: 'link', attrs, injectTo: 'head' }
}
