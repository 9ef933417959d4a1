import { drawAll } from './plots.js';

drawAll(async (plot, place) => {
  place.classList.add('sized');
  const chart = echarts.init(place, null, { renderer: 'svg' });
  chart.setOption({ animation: false, ...plot });
  addEventListener('resize', () => chart.resize());
});
