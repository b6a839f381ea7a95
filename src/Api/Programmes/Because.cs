using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A request that gives a reason and no more.</summary>
internal sealed record Because(PrivateText Reason) : Dated
{
    /// <summary>For examples.</summary>
    public static Because Mistake { get; } = new(new PrivateText("Записано по ошибке."));
}
