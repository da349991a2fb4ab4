export default {
  title: 'Attachments',
  noun: 'attachment(s)',
  add: 'Attach files',
  none: 'No attachments yet',
  hint: 'At most 10 files of 100 MB each; drop them here',
  look: 'Preview {name}',
  save: 'Download {name}',
  remove: 'Remove {name}',
}
