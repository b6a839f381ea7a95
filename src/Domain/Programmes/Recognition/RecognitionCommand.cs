namespace MentorshipFlow.Programmes.Recognition;

/// <summary>Commands of the recognition room.</summary>
public abstract record RecognitionCommand : ProgrammeCommand
{
    private RecognitionCommand() { }

    /// <summary>Record a fact unchanged.</summary>
    /// <param name="Standing">Of a future curator, looked up by the caller; null if the organisation has no such person.</param>
    public sealed record Recognise(Recognised Fact, PersonStatus? Standing = null) : RecognitionCommand;

    /// <summary>Remove a person's name from a publication.</summary>
    public sealed record RemoveNameFromPublication(Guid Publication, Guid Person) : RecognitionCommand;

    /// <summary>Void a fact recorded by mistake.</summary>
    public sealed record VoidRecognitionFact(Guid Fact, TextReference Reason) : RecognitionCommand;
}
