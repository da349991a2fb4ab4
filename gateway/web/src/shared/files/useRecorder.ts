import { onScopeDispose, ref } from 'vue'

/** What browsers record, the best first, with the name's ending the server knows it by. */
const KINDS = [
  { type: 'audio/webm', ending: 'weba' },
  { type: 'audio/mp4', ending: 'm4a' },
  { type: 'audio/ogg', ending: 'ogg' },
]
const SECOND_MS = 1000

/** Records voice notes of at most so many seconds; `onRecorded` hears each. */
export function useRecorder(longest: number, onRecorded: (note: Blob, ending: string) => unknown) {
  const recording = ref(false)
  const left = ref(longest)
  const refused = ref(false)
  let recorder: MediaRecorder | undefined
  let clock: ReturnType<typeof setInterval> | undefined

  async function start() {
    refused.value = false
    const kind = KINDS.find(({ type }) => window.MediaRecorder?.isTypeSupported(type))
    try {
      if (!kind) throw new Error('nothing records here')
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true })
      recorder = new MediaRecorder(sound, { mimeType: kind.type, audioBitsPerSecond: 32_000 })
      const parts: Blob[] = []
      recorder.ondataavailable = ({ data }) => parts.push(data)
      recorder.onstop = () => {
        sound.getTracks().forEach((track) => track.stop())
        onRecorded(new Blob(parts, { type: kind.type }), kind.ending)
      }
      recorder.start()
      recording.value = true
      left.value = longest
      clock = setInterval(tick, SECOND_MS)
    } catch {
      refused.value = true
    }
  }

  function tick() {
    left.value -= 1
    if (left.value <= 0) stop()
  }

  function stop() {
    clearInterval(clock)
    recording.value = false
    if (recorder?.state === 'recording') recorder.stop()
  }

  onScopeDispose(stop)
  return { recording, left, refused, start, stop }
}
