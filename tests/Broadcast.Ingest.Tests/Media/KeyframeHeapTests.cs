namespace Broadcast.Ingest.Tests.Media;

internal sealed class KeyframeHeapTests
{
    [Test]
    public void A_keyframe_is_no_large_object()
    {
        // A new array of this length on the heap for large objects would count as of the oldest generation at once.
        var keyframe = new byte[700_000];

        Assert.That(GC.GetGeneration(keyframe), Is.LessThan(GC.MaxGeneration));
    }
}
