import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import '@/styles/element.css'
import { start } from '@/boot/app'
import App from './App.vue'
import { routes } from './routes'

void start(App, routes)
