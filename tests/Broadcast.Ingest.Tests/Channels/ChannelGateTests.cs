using Broadcast.Ingest.Channels;
using TestKit;

namespace Broadcast.Ingest.Tests.Channels;

internal sealed class ChannelGateTests
{
    private readonly ChannelGate _stage = new(ChannelKind.Stage);
    private readonly ChannelGate _relay = new(ChannelKind.Relay);

    [Test]
    public async Task A_relays_gate_is_entered_under_a_stages_and_both_are_free_afterwards()
    {
        for (var i = 0; i < 2; i++)
        {
            using (_stage.Enter())
            using (_relay.Enter())
            using (_relay.Enter())
            {
                // Held, one of them twice.
            }
        }

        await Task.Run(() => _relay.Enter().Dispose()).WaitAsync(Eventually.Patience);
    }

    [Test]
    public void A_stages_gate_is_not_entered_under_a_relays()
    {
        using (_relay.Enter())
            Assert.That(() => _stage.Enter().Dispose(), Throws.InvalidOperationException.With.Message.Contains("Stage").And.Message.Contains("Relay"));
        Assert.That(() => _stage.Enter().Dispose(), Throws.Nothing);
    }

    [Test]
    public void No_two_gates_of_a_kind_are_held_at_once()
    {
        using (_stage.Enter())
            Assert.That(() => new ChannelGate(ChannelKind.Stage).Enter().Dispose(), Throws.InvalidOperationException);
    }
}
