import { calling, constructing, passedTo } from './define.js';
import { endedByMember, widget } from './shapes.js';

const destroyed = widget('destroy');

export const chartJs = destroyed({
  id: 'chart.js.Chart',
  noun: 'chart',
  acquire: ['chart.js#Chart', 'chart.js#default', 'chart.js/auto#default', 'chart.js/auto#Chart'].map((key) =>
    constructing(key),
  ),
  source: 'https://www.chartjs.org/docs/latest/developers/api.html#destroy',
});

export const echarts = endedByMember({
  id: 'echarts.init',
  noun: 'chart',
  acquire: ['echarts', 'echarts/core'].map((name) => calling(`${name}#init`)),
  end: 'dispose',
  releasedBy: ['echarts', 'echarts/core'].map((name) => passedTo(`${name}#dispose`)),
  life: 'one-shot',
  processLifetime: true,
  source: 'https://echarts.apache.org/en/api.html#echartsInstance.dispose',
});

export const highcharts = destroyed({
  id: 'highcharts.chart',
  noun: 'chart',
  acquire: ['chart', 'stockChart', 'mapChart', 'ganttChart'].map((name) => calling(`highcharts#${name}`)),
  source: 'https://api.highcharts.com/class-reference/Highcharts.Chart#destroy',
});

export const apexCharts = destroyed({
  id: 'apexcharts',
  noun: 'chart',
  acquire: [constructing('apexcharts#default')],
  source: 'https://apexcharts.com/docs/methods/#destroy',
});

export const uplot = destroyed({
  id: 'uplot',
  noun: 'chart',
  acquire: [constructing('uplot#default')],
  source: 'https://github.com/leeoniya/uPlot/blob/master/dist/uPlot.d.ts',
});

export const lightweightCharts = widget('remove')({
  id: 'lightweight-charts.createChart',
  noun: 'chart',
  acquire: [calling('lightweight-charts#createChart')],
  source: 'https://tradingview.github.io/lightweight-charts/docs/api/interfaces/IChartApi#remove',
});

export const agGrid = destroyed({
  id: 'ag-grid.createGrid',
  noun: 'grid',
  acquire: ['ag-grid-community', 'ag-grid-enterprise'].map((name) => calling(`${name}#createGrid`)),
  source: 'https://www.ag-grid.com/javascript-data-grid/grid-api/#reference-lifecycle-destroy',
});

export const charts = [
  chartJs,
  echarts,
  highcharts,
  apexCharts,
  uplot,
  lightweightCharts,
  agGrid,
];
