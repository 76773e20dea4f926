package ai.potpie.analyticsapi.testing;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/**
 * Tells what things really take.
 */
public final class Heap {

	private Heap() {
	}

	/**
	 * What is on the heap because of a thing, in bytes, give or take a few hundred
	 * thousand.
	 */
	public static long takenBy(Supplier<?> maker) {
		long before = used();
		Object made = maker.get();
		long taken = used() - before;
		Reference.reachabilityFence(made);
		return taken;
	}

	/** When nothing that others have left behind is being cleared away any more. */
	private static long used() {
		long used = Long.MAX_VALUE;
		for (int steady = 0, i = 0; steady < 3 && i < 50; i++) {
			System.gc();
			long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
			steady = (now > used - 50_000) ? steady + 1 : 0;
			used = now;
		}
		return used;
	}

}
