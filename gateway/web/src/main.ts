import './styles/tokens.css'

/** One address space, two shells: the width of the screen picks which one opens an address. */
const narrow = matchMedia('(max-width: 768px)')

// A table, not if/else: Vite 8 folds two dynamic imports of one condition into one and loses the CSS of the other.
const shells = {
  desktop: () => import('./desktop/main'),
  phone: () => import('./phone/main'),
}

const wanted = (): keyof typeof shells => (narrow.matches ? 'phone' : 'desktop')

const current = wanted()
void shells[current]()
narrow.addEventListener('change', () => {
  if (wanted() !== current) location.reload()
})
