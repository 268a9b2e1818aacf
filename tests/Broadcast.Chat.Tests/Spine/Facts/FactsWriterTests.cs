namespace Broadcast.Chat.Tests.Spine.Facts;

internal sealed class FactsWriterTests
{
    [Test]
    public async Task Facts_are_missing_until_they_are_written_and_after_Redis_lost_them()
    {
        await using var rig = new FactsRig(RunRedis.Server);
        var before = await rig.Writer.MissingAsync();

        await rig.Writer.WriteAsync(FactsRig.Facts(1));
        var written = await rig.Writer.MissingAsync();
        await rig.Database.KeyDeleteAsync(rig.Keys.Facts);

        Assert.That((before, written, await rig.Writer.MissingAsync()), Is.EqualTo((true, false, true)));
    }
}
