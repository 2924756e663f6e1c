export * from './deliverOutbox';
export * from './Notifier';
export * from './Outbox';
export * from './words';
export * from './BookingNotices';
export * from './leaseLost';
