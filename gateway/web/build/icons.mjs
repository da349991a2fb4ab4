/** Draws the PNG icons of the installable app from the same shapes as public/favicon.svg: `npm run gen:icons`. */
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

const BARS = [
  { x: 17, y: 34, width: 8, height: 13, radius: 2.5, colour: [0x9d, 0xbc, 0xff] },
  { x: 28, y: 26, width: 8, height: 21, radius: 2.5, colour: [0xd6, 0xe2, 0xff] },
  { x: 39, y: 17, width: 8, height: 30, radius: 2.5, colour: [0xff, 0xff, 0xff] },
]
const SAMPLES = 4

function covers({ x, y, width, height, radius }, px, py) {
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0)
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0)
  const inside = px >= x && px <= x + width && py >= y && py <= y + height
  return inside && dx * dx + dy * dy <= radius * radius
}

function colourAt(shapes, px, py) {
  const top = shapes.findLast((shape) => covers(shape, px, py))
  return top ? [...top.colour, 255] : [0, 0, 0, 0]
}

function pixel(shapes, column, row, scale) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
    const px = (column + ((i % SAMPLES) + 0.5) / SAMPLES) * scale
    const py = (row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) * scale
    const [red, green, blue, alpha] = colourAt(shapes, px, py)
    sum[0] += red * alpha
    sum[1] += green * alpha
    sum[2] += blue * alpha
    sum[3] += alpha
  }
  const channel = (value) => (sum[3] ? Math.round(value / sum[3]) : 0)
  return [channel(sum[0]), channel(sum[1]), channel(sum[2]), Math.round(sum[3] / (SAMPLES * SAMPLES))]
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

function png(size, cornerRadius) {
  const shapes = [{ x: 0, y: 0, width: 64, height: 64, radius: cornerRadius, colour: [0x24, 0x57, 0xd6] }, ...BARS]
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, column) => pixel(shapes, column, row, 64 / size)).flat()]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const image = deflateSync(Buffer.concat(rows), { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', image), chunk('IEND', Buffer.alloc(0))])
}

const folder = new URL('../public/icons/', import.meta.url)
writeFileSync(new URL('192.png', folder), png(192, 14))
writeFileSync(new URL('512.png', folder), png(512, 14))
writeFileSync(new URL('maskable-512.png', folder), png(512, 0))
writeFileSync(new URL('apple-180.png', folder), png(180, 0))
