namespace Broadcast.Api.Demo.Audience.Lines;

internal static class EnglishPhrases
{
    public static Phrases Lines { get; } = new()
    {
        Greetings =
        [
            "Hello everyone!", "Hi from Lyon", "Just joined, what did I miss?", "Hello, first time here", "Made it!", "Good morning all", "Hi, watching with my gran", "Front row seat", "Hey there", "Back again",
            "Greetings from Leeds", "Hello host!",
        ],
        OnStage = ["Oh, {stage}!", "Hello {stage}", "{stage} is my favourite", "Now {stage}, nice", "{stage} looks lovely", "Been waiting for {stage}", "What a view in {stage}", "Good to see {stage} again"],
        OnPin =
        [
            "How much is the {product}?", "What does the {product} cost?", "Does the {product} ship abroad?", "That {product} looks so good", "I want the {product}", "Never had {product}, is it sweet?", "Had {product} once, loved it",
            "{product} for my parents, please", "How long does the {product} keep?", "Is there a small pack of {product}?", "Would love to try {product}", "Is this {product} made today?",
        ],
        OnQuestion = ["I know this one!", "Hang on, thinking", "They said it just now", "Locked in", "Just guessing", "Easy one", "Too slow again", "Listen to the host, folks"],
        OnResult = ["Congrats {winner}!", "Lucky {winner}", "Well done!", "Right answer, no luck", "My turn next time", "{winner} is buying", "So close", "Nice one, {winner}"],
        OnWin = ["I won!!", "Wow, that's me!", "First time I ever won, thank you", "No way, I won", "Yes! So happy", "What a day, I won"],
    };
}
