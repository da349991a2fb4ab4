/** What is written on a photo: when, by whom and where it was taken. */
export interface StampWords {
  time: string
  person?: string
  place?: string
}

const LONGEST_SIDE = 2048
const QUALITY = 0.85

/** The lines from top to bottom; what is not known leaves none. */
export const linesOf = ({ time, person, place }: StampWords) => [time, person, place].filter((line): line is string => Boolean(line))

/** The size a picture is brought to: no side longer than screens need. */
export function fitted(width: number, height: number, longest = LONGEST_SIDE) {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** The photo as a JPEG with time and place written into its lower left corner, as one cannot fake later. */
export async function stamped(photo: Blob, words: StampWords): Promise<Blob> {
  const picture = await createImageBitmap(photo)
  const { width, height } = fitted(picture.width, picture.height)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const brush = canvas.getContext('2d')!
  brush.drawImage(picture, 0, 0, width, height)
  picture.close()
  write(brush, linesOf(words), { width, height })
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY),
  )
}

function write(brush: CanvasRenderingContext2D, lines: string[], { width, height }: { width: number; height: number }) {
  const size = Math.max(14, Math.round(Math.min(width, height) / 28))
  const edge = size
  brush.font = `600 ${size}px sans-serif`
  brush.textBaseline = 'bottom'
  brush.fillStyle = '#fff'
  brush.shadowColor = 'rgb(0 0 0 / 80%)'
  brush.shadowBlur = size / 3
  lines.reverse().forEach((line, above) => brush.fillText(line, edge, height - edge - above * size * 1.4, width - 2 * edge))
}
