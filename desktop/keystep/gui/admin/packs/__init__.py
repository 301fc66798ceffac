"""The Packs place: what learners say of lessons, how the items do, and the packs themselves."""
