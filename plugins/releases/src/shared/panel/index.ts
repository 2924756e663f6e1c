export * from './SidePanel';
export * from './useMediaQuery';
