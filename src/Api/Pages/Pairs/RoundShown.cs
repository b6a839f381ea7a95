using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Matching;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Tandems;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>A mentor, as far as these pages need one.</summary>
public sealed record MentorBrief(Guid Person, int Capacity, IReadOnlyList<string> Forms);

/// <summary>The content of the page of a round.</summary>
/// <param name="Mentors">Those who are ready and offer the round's form.</param>
/// <param name="Taken">Seats that pairs and groups take, by mentor.</param>
/// <param name="Formed">Whether a confirmed pair or group still waits for its order.</param>
/// <param name="Unmatched">Mentees of the form without a pair or group.</param>
/// <param name="Chosen">Decisions that were chosen and not recorded, by mentee.</param>
public sealed record RoundShown(
    ProgrammeHead Head, ModelWords Words, MatchingRounds.Answer Round, MatchProposals.Answer? Proposal, IReadOnlyList<MentorBrief> Mentors,
    IReadOnlyDictionary<Guid, int> Taken, bool Formed, IReadOnlyList<MenteeBrief> Unmatched, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyDictionary<Guid, string> Chosen, ProblemBody? Refusal);

/// <summary>The content of the page of a pair or group.</summary>
/// <param name="Texts">The texts that the visitor may read.</param>
/// <param name="Enterprises">The titles of the enterprises that employed mentees, by the id of the partner.</param>
public sealed record TandemShown(
    ProgrammeHead Head, ModelWords Words, ReadTandems.Answer Tandem, IReadOnlyDictionary<Guid, string> Texts,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, string> Enterprises);
