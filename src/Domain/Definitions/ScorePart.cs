using System.ComponentModel.DataAnnotations;

namespace MentorshipFlow.Definitions;

/// <summary>A part of the score of a mentor and a mentee: 0 to 100, times its weight.</summary>
public enum ScorePart
{
    /// <summary>The wishes of both sides: half from each; 100 for the first rank, 10 less for each further one (M143).</summary>
    MutualPreference,

    /// <summary>The share of the mentee's requests that the mentor's competences and subject meet (M107, M121).</summary>
    RequestCompetence,

    /// <summary>The share of the mentee's requests that the mentor's interests meet.</summary>
    RequestInterest,

    /// <summary>100 if every age of the mentee's band is wished by the mentor, or none is wished; 50 if only some are.</summary>
    AgeFit,

    /// <summary>100 if a register of pairs proposed them.</summary>
    RegisterProposal,

    /// <summary>The share of free seats of the mentor before this mentee, so that work is spread.</summary>
    LoadBalance,
}

/// <summary>The weight of a part of the score.</summary>
public sealed record ScoreWeight(ScorePart Part, [property: Range(0, 100)] int Weight);
