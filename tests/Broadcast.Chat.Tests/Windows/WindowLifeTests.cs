using System.Text.RegularExpressions;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Windows;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>The rooms' windows and those of the database have one life.</summary>
public sealed partial class WindowLifeTests
{
    [Test]
    public void Redis_has_the_same_table_of_steps()
    {
        var inRedis = Row().Matches(Lua.Beside<WindowStore>("Window")).ToDictionary(
            row => row.Groups["from"].Value, row => row.Groups["to"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

        Assert.That(inRedis.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}"), Is.EquivalentTo(WindowLife.Steps.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}")));
    }

    [Test]
    public void What_has_ended_stays_so()
    {
        string[] last = [WindowLife.Settled, WindowLife.Voided];

        Assert.That(WindowLife.Steps.Values.SelectMany(next => next).Except(WindowLife.Steps.Keys, StringComparer.Ordinal), Is.EquivalentTo(last));
    }

    [GeneratedRegex(@"\['(?<from>\w+)'\] = '(?<to> [\w ]+ )'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
