package ai.potpie.analyticsapi.alert;

/**
 * Whether an event lasts.
 */
enum EventState {

	FIRING, RESOLVED

}
