export default {
  position: 'Position',
  locate: 'Locate',
  again: 'Locate again',
  locating: 'Locating…',
  refused: 'No permission to locate: allow it in the browser settings',
  unavailable: 'The position cannot be found now',
  accuracy: 'within {n} m',
  address: 'Address',
  addressHint: 'Floor, door number …',
  distance: '{distance} from the customer',
  distanceUnknown: 'The customer has no position',
}
