// Under the pointer each chart shows its curves' values at the nearest update.
for (const chart of document.querySelectorAll(".chart")) {
  const svg = chart.querySelector("svg");
  const cursor = chart.querySelector(".cursor");
  const at = chart.querySelector(".at");
  const outputs = [...chart.querySelectorAll("output")];
  const last = outputs.map(output => output.textContent);
  const curves = [...chart.querySelectorAll("[data-points]")].map(group =>
    group.dataset.points.split(";").map(point => point.split(",")));
  const nearest = (curve, x) => curve.reduce((best, point) =>
    Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best);

  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    const points = curves.map(curve => nearest(curve, x));
    const shown = nearest(points, x);
    cursor.setAttribute("x1", shown[0]);
    cursor.setAttribute("x2", shown[0]);
    cursor.style.visibility = "visible";
    at.textContent = "at " + Number(shown[2]).toLocaleString("en");
    outputs.forEach((output, i) => { output.textContent = points[i][3]; });
  });
  svg.addEventListener("pointerleave", () => {
    cursor.style.visibility = "hidden";
    at.textContent = "";
    outputs.forEach((output, i) => { output.textContent = last[i]; });
  });
}
