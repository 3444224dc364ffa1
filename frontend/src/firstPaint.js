// Applies the chosen theme before anything is painted; what a module does comes too late for that.
document.documentElement.dataset.theme = localStorage.getItem('usertrail.theme') ?? 'system'
