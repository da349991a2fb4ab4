export default { title: 'Workbench', morning: 'Good morning', afternoon: 'Good afternoon', evening: 'Good evening' }
