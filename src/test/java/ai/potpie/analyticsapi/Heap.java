package ai.potpie.analyticsapi;

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

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
