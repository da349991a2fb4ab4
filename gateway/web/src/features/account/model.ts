/** A sign-in of this employee that still lasts. */
export interface Device {
  id: string
  device: string
  started_at: string
  last_used_at: string
  current: boolean
}

/** What an authenticator app is set up with. */
export interface OtpSetup {
  secret: string
  uri: string
}
