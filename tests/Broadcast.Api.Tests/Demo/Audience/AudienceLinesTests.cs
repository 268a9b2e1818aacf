using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Audience;
using Broadcast.Api.Demo.Audience.Lines;
using Broadcast.Chat.Messages;

namespace Broadcast.Api.Tests.Demo.Audience;

public sealed class AudienceLinesTests
{
    private static readonly Tongue[] Tongues = [Tongue.Chinese, Tongue.English];

    [Test]
    public void Every_stage_has_forty_lines_and_more_in_each_language_and_as_many_in_both()
    {
        Assert.That(StageTalk.All.Select(talk => talk.Stage), Is.EquivalentTo(DemoProgramme.Stages.Select(stage => stage.Id)));
        Assert.Multiple(() =>
        {
            foreach (var talk in StageTalk.All)
            {
                Assert.That(talk.Chinese, Has.Count.EqualTo(talk.English.Count), talk.Stage);
                foreach (var tongue in Tongues)
                    Assert.That(talk.In(tongue).Count + Phrases.Of(tongue).All.Count(), Is.GreaterThanOrEqualTo(40), $"{talk.Stage} {tongue}");
            }

            Assert.That(ChinesePhrases.Lines.All.Count(), Is.EqualTo(EnglishPhrases.Lines.All.Count()));
        });
    }

    [Test]
    public void Every_line_fits_into_a_message_with_the_longest_name_and_is_said_in_its_language()
    {
        var name = DemoProgramme.Products.SelectMany(product => (string[])[product.Name, product.NameEn]).MaxBy(text => text.Length)!;

        Assert.Multiple(() =>
        {
            foreach (var tongue in Tongues)
                foreach (var line in Lines(tongue))
                {
                    Assert.That(ChatText.Clean(line.Replace(Phrases.Product, name, StringComparison.Ordinal)).Failed, Is.False, line);
                    Assert.That(Plain(line).Any(IsChinese), Is.EqualTo(tongue == Tongue.Chinese), line);
                    Assert.That(Plain(line), Does.Not.Contain('{'), line);
                }
        });
    }

    [Test]
    public void No_line_has_a_word_that_the_demo_moderates() =>
        Assert.That(Tongues.SelectMany(Lines).Where(line => DemoProgramme.Words.Any(word => line.Contains(word.Text!, StringComparison.OrdinalIgnoreCase))), Is.Empty);

    private static IEnumerable<string> Lines(Tongue tongue) => [.. StageTalk.All.SelectMany(talk => talk.In(tongue)), .. Phrases.Of(tongue).All];

    /// <summary>Without its placeholder; one that consists of it alone still has a sign.</summary>
    private static string Plain(string line) => line.Replace(Phrases.Product, "", StringComparison.Ordinal).Replace(Phrases.Winner, "", StringComparison.Ordinal).Replace(Phrases.Stage, "", StringComparison.Ordinal);

    private static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
