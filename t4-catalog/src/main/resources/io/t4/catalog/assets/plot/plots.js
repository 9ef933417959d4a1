// Draws what a page of the catalog holds as JSON, in a frame that may ask for nothing.
export async function drawAll(draw) {
  const main = document.querySelector('main');
  let plots;
  try {
    plots = JSON.parse(document.getElementById('plots').textContent);
  } catch (error) {
    tell(main, `This is no JSON: ${error.message}`);
    plots = [];
  }
  // All places first: plots are as wide as theirs is then.
  const places = plots.map(() => {
    const place = document.createElement('div');
    place.className = 'plot';
    main.append(place);
    return place;
  });
  for (const [number, plot] of plots.entries()) {
    try {
      await draw(plot, places[number], text => tell(main, text));
    } catch (error) {
      tell(main, `The plot can't be drawn: ${error.message}`);
    }
  }
  document.body.dataset.drawn = 'true';
}

function tell(main, text) {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent = text;
  main.append(note);
}
