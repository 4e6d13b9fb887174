import { calling, constructing } from './define.js';
import { endedByCall, widget } from './shapes.js';

const destroyed = widget('destroy');

export const fullCalendar = destroyed({
  id: 'fullcalendar.Calendar',
  noun: 'calendar',
  acquire: [constructing('@fullcalendar/core#Calendar'), constructing('fullcalendar#Calendar')],
  source: 'https://fullcalendar.io/docs/destroy',
});

export const swiper = destroyed({
  id: 'swiper',
  noun: 'slider',
  acquire: [constructing('swiper#default'), constructing('swiper#Swiper'), constructing('swiper/bundle#default')],
  source: 'https://swiperjs.com/swiper-api#method-swiper-destroy',
});

export const emblaCarousel = destroyed({
  id: 'embla-carousel',
  noun: 'carousel',
  acquire: [calling('embla-carousel#default')],
  source: 'https://www.embla-carousel.com/api/methods/#destroy',
});

export const flatpickr = destroyed({
  id: 'flatpickr',
  noun: 'date picker',
  acquire: [calling('flatpickr#default')],
  source: 'https://flatpickr.js.org/instance-methods-properties-elements/#destroy',
});

export const sortable = destroyed({
  id: 'sortablejs.create',
  noun: 'sortable',
  acquire: [calling('sortablejs#create'), constructing('sortablejs#default'), constructing('sortablejs#Sortable')],
  source: 'https://github.com/SortableJS/Sortable#destroy',
});

export const popper = destroyed({
  id: 'popper.createPopper',
  noun: 'popper',
  acquire: [calling('@popperjs/core#createPopper')],
  source: 'https://popper.js.org/docs/v2/lifecycle/#destroy',
});

export const tippy = destroyed({
  id: 'tippy',
  noun: 'tooltip',
  acquire: [calling('tippy.js#default')],
  source: 'https://atomiks.github.io/tippyjs/v6/methods/#destroy',
});

/** "The cleanup function must be called when the floating element is unmounted": it listens on every ancestor. */
export const floatingUi = endedByCall({
  id: 'floating-ui.autoUpdate',
  noun: 'cleanup function',
  acquire: ['dom', 'react-dom', 'react', 'vue'].map((name) => calling(`@floating-ui/${name}#autoUpdate`)),
  life: 'endless',
  source: 'https://floating-ui.com/docs/autoUpdate#usage',
});

export const gsapContext = widget('revert')({
  id: 'gsap.context',
  noun: 'GSAP context',
  acquire: ['gsap#', 'gsap#gsap.'].flatMap((key) => [calling(`${key}context`), calling(`${key}matchMedia`)]),
  source: 'https://gsap.com/docs/v3/GSAP/gsap.context()/',
});

export const scrollTrigger = widget('kill')({
  id: 'gsap.ScrollTrigger.create',
  noun: 'scroll trigger',
  acquire: ['gsap/ScrollTrigger', 'gsap/dist/ScrollTrigger', 'gsap/all'].map((name) =>
    calling(`${name}#ScrollTrigger.create`),
  ),
  source: 'https://gsap.com/docs/v3/Plugins/ScrollTrigger/kill()/',
});

/** An animation ends by itself unless it repeats for ever. */
export const motionAnimation = widget('stop')({
  id: 'motion.animate',
  noun: 'animation',
  acquire: ['motion', 'framer-motion', 'motion/react', 'framer-motion/dom'].map((name) => calling(`${name}#animate`)),
  source: 'https://motion.dev/docs/animate#controls',
});

export const motionWatch = endedByCall({
  id: 'motion.scroll',
  noun: 'cleanup function',
  acquire: ['motion', 'framer-motion', 'framer-motion/dom'].flatMap((name) =>
    ['scroll', 'inView', 'hover', 'press', 'resize'].map((watch) => calling(`${name}#${watch}`)),
  ),
  life: 'one-shot',
  processLifetime: true,
  source: 'https://motion.dev/docs/scroll#cancel',
});

export const lottie = destroyed({
  id: 'lottie.loadAnimation',
  noun: 'animation',
  acquire: [calling('lottie-web#loadAnimation')],
  source: 'https://github.com/airbnb/lottie-web#usage',
});

export const videoJs = widget('dispose')({
  id: 'video.js',
  noun: 'player',
  acquire: [calling('video.js#default')],
  source: 'https://videojs.com/guides/player-workflows/#dispose',
});

export const mediaPlayer = destroyed({
  id: 'hls.js',
  noun: 'player',
  acquire: [constructing('hls.js#default'), constructing('shaka-player#Player'), constructing('plyr#default')],
  source: 'https://github.com/video-dev/hls.js/blob/master/docs/API.md#hlsdestroy',
});

export const waveSurfer = destroyed({
  id: 'wavesurfer.create',
  noun: 'player',
  acquire: [calling('wavesurfer.js#create')],
  source: 'https://wavesurfer.xyz/docs/classes/wavesurfer.default#destroy',
});

export const howl = widget('unload')({
  id: 'howler.Howl',
  noun: 'sound',
  acquire: [constructing('howler#Howl')],
  source: 'https://github.com/goldfire/howler.js#unload',
});

export const smoothScroll = destroyed({
  id: 'lenis',
  noun: 'scroller',
  acquire: [constructing('lenis#default'), calling('overlayscrollbars#OverlayScrollbars')],
  source: 'https://github.com/darkroomengineering/lenis#methods',
});

export const widgets = [
  fullCalendar,
  swiper,
  emblaCarousel,
  flatpickr,
  sortable,
  popper,
  tippy,
  floatingUi,
  gsapContext,
  scrollTrigger,
  motionAnimation,
  motionWatch,
  lottie,
  videoJs,
  mediaPlayer,
  waveSurfer,
  howl,
  smoothScroll,
];
