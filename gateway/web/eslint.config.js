import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

const USER_INTERFACE = ['element-plus', 'element-plus/**', '@element-plus/**', 'vant', 'vant/**', '@vant/**']

/** Folders may be named by alias or by a relative path; both are forbidden. */
const folders = (...names) => names.flatMap((name) => [`@/${name}/**`, `../**/${name}/**`])

/** One zone: what the files of a folder may not import, and why. */
const zone = (files, group, message) => ({
  files: [`src/${files}/**/*.{ts,vue}`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
})

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,js,mjs}'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { parser: ts.parser },
    },
    rules: {
      'no-undef': 'off', // TypeScript tells it better.
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/multi-word-component-names': 'off', // App.vue
      'vue/require-default-prop': 'off', // an optional prop is undefined, its type says so
      'vue/max-attributes-per-line': 'off', // the formatter's business
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/attribute-hyphenation': 'error',
      'vue/no-v-html': 'error',
      'vue/no-restricted-html-elements': [
        'error',
        { element: ['el-table', 'ElTable'], message: 'ReachableTable: what scrolls is to be reached by the keyboard.' },
      ],
      'vue/no-static-inline-styles': 'error', // the CSP forbids style attributes in markup
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
    },
  },
  { files: ['**/ReachableTable.vue'], rules: { 'vue/no-restricted-html-elements': 'off' } },
  zone('api', folders('boot', 'features', 'shared', 'desktop', 'phone'), 'The API client stands below everything.'),
  zone(
    'shared',
    [...USER_INTERFACE, ...folders('boot', 'features', 'desktop', 'phone')],
    'Shared parts serve both shells: no UI library, no feature.',
  ),
  zone(
    'features',
    [...USER_INTERFACE, '@/features/**', ...folders('boot', 'desktop', 'phone')],
    'A feature has no UI and knows no other feature.',
  ),
  zone('boot', [...USER_INTERFACE, ...folders('desktop', 'phone')], 'Both shells start through boot.'),
  zone('desktop', ['vant', 'vant/**', ...folders('phone')], 'Desktop and phone never import each other.'),
  zone('phone', ['element-plus', 'element-plus/**', '@element-plus/**', ...folders('desktop')], 'Desktop and phone never import each other.'),
)
