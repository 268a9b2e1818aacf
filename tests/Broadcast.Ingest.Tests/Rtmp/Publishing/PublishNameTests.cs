using Broadcast.Ingest.Rtmp.Publishing;

namespace Broadcast.Ingest.Tests.Rtmp.Publishing;

internal sealed class PublishNameTests
{
    [TestCase("live", "KEY")]
    [TestCase("live/", "KEY")]
    [TestCase("/live", " KEY ")]
    [TestCase("live", "KEY?token=abc")]
    [TestCase("live", "/KEY")]
    [TestCase("live/KEY", "")]
    [TestCase("live/KEY", null)]
    [TestCase("live/KEY?x=1", "?y=2")]
    [TestCase("live?token=KEY", "")]
    [TestCase("live", "?token=KEY")]
    [TestCase("live", "?a=b&token=K%45Y")]
    [TestCase("live?token=other", "KEY")]
    [TestCase("live", "\"KEY\"")]
    [TestCase("live...vhost...festival.example", "KEY")]
    [TestCase("live/KEY...vhost...festival.example", "")]
    [TestCase("live", "KEY...vhost...festival.example")]
    public void The_key_is_found_wherever_encoders_put_it(string app, string? name)
    {
        Assert.That(PublishName.IsApp(app));
        Assert.That(PublishName.Key(app, name), Is.EqualTo("KEY"));
    }

    [TestCase("live", "KEY?session=phone")]
    [TestCase("live?session=phone", "KEY")]
    [TestCase("live", "?token=KEY&session=ph%6Fne")]
    public void The_encoders_mark_stands_beside_the_key(string app, string name)
    {
        Assert.That(PublishName.Key(app, name), Is.EqualTo("KEY"));
        Assert.That(PublishName.Session(app, name), Is.EqualTo("phone"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Live")]
    [TestCase("liver/KEY")]
    [TestCase("app/live")]
    public void Another_application_is_not_ours(string? app) => Assert.That(PublishName.IsApp(app), Is.False);

    [Test]
    public void A_name_without_a_key_gives_no_key() => Assert.That(PublishName.Key("live", "?user=a"), Is.Null);

    [Test]
    public void A_key_that_is_too_long_is_no_key() => Assert.That(PublishName.Key("live", new string('k', 257)), Is.Null);
}
