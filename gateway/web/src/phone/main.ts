import 'vant/es/style/base.css'
import '@/styles/vant.css'
import { start } from '@/boot/app'
import App from './App.vue'
import { routes } from './routes'

void start(App, routes)
