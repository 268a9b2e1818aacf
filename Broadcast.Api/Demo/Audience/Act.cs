using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Demo.Audience;

/// <summary>Something that a simulated viewer does.</summary>
internal abstract record Act
{
    /// <summary>Says a line.</summary>
    public sealed record Say(string Text) : Act;

    /// <summary>Says something of their own accord: what, is chosen when the time has come.</summary>
    public sealed record Talk : Act;

    public sealed record Like(int Count) : Act;

    /// <summary>Likes of their own accord, again and again.</summary>
    public sealed record Enjoy : Act;

    public sealed record Answer(QuestionId Question, int Option) : Act;

    public sealed record Vote(PollId Poll, int Option) : Act;
}
