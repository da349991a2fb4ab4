import { fileURLToPath, URL } from 'node:url'
import { VantResolver } from '@vant/auto-import-resolver'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { precompress } from './build/precompress.ts'
import { serviceWorker } from './build/service-worker.ts'
import { shellPreload } from './build/shell-preload.ts'
import { vantFont } from './build/vant-font.ts'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
  },
  plugins: [
    vantFont(),
    vue(),
    // Types of the components come from tsconfig.json, so that no generated file is shared between pages.
    Components({
      dirs: [],
      dts: false,
      resolvers: [ElementPlusResolver({ importStyle: 'css' }), VantResolver()],
    }),
    shellPreload(),
    serviceWorker('src/sw/sw.ts'),
    precompress(),
  ],
  server: { proxy: { '/api': process.env.KUAIQI_GATEWAY ?? 'http://127.0.0.1:8000' } },
  build: {
    target: 'es2022',
    // The CSP allows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/unit/**/*.spec.ts'],
    server: { deps: { inline: ['element-plus', 'vant'] } },
  },
})
