import { call } from '@/api/call'
import type { Device, OtpSetup } from './model'

export const listDevices = () => call<{ items: Device[] }>('GET', '/auth/devices')
export const endDevice = (id: string) => call('DELETE', `/auth/devices/${id}`)

export const beginOtp = () => call<OtpSetup>('POST', '/auth/otp', { body: {} })
/** Switches the second factor on; the codes let one in once each when the phone is lost. */
export const confirmOtp = (otp: string) => call<{ recovery_codes: string[] }>('POST', '/auth/otp/confirm', { body: { otp } })
export const endOtp = (password: string) => call('DELETE', '/auth/otp', { body: { password } })
