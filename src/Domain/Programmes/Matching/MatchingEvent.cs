using System.ComponentModel;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Ground of a conflict of interest between a mentor and a mentee.</summary>
public enum ConflictGround
{
    /// <summary>They are relatives.</summary>
    Kinship,

    /// <summary>One is the other's superior, or assesses the other's work.</summary>
    Subordination,

    /// <summary>The mentor teaches the mentee or leads the mentee's class, and the school excludes that.</summary>
    Teaching,

    /// <summary>Safety of a person.</summary>
    Safety,

    /// <summary>Other.</summary>
    Other,
}

/// <summary>Decision about a mentee without a mentor (M148).</summary>
public enum UnmatchedDecision
{
    /// <summary>The search for a mentor goes on.</summary>
    SearchContinues,

    /// <summary>The mentee gets psychological support, and the search goes on.</summary>
    SupportCase,

    /// <summary>The mentee leaves the programme.</summary>
    Leaves,
}

/// <summary>Outcome of a support case.</summary>
public enum SupportOutcome
{
    /// <summary>The mentee has a mentor.</summary>
    MentorFound,

    /// <summary>The support was given and is not needed any more.</summary>
    Supported,

    /// <summary>Other specialists took over.</summary>
    Referred,

    /// <summary>The mentee or the representative does not want it.</summary>
    Declined,

    /// <summary>The mentee left the programme or the organisation.</summary>
    Left,

    /// <summary>The case was opened by mistake.</summary>
    OpenedByMistake,
}

/// <summary>The decision about one mentee.</summary>
public sealed record DecidedMentee(Guid Mentee, UnmatchedDecision Decision);

/// <summary>The questionnaires of a mentor and a mentee that were compared (M141).</summary>
/// <param name="Points">Points of the score, in the order of the round's weights.</param>
/// <param name="OfMentor">The mentor's latest application questionnaire; null if the offer alone was compared.</param>
/// <param name="OfMentee">The mentee's; null if the requests alone were compared.</param>
public sealed record PairComparison(Guid Mentee, IReadOnlyList<int> Points, Guid? OfMentor, Guid? OfMentee);

/// <summary>Events of matching rounds (domain-model.md 3 H; M138 to M148): ids, codes, numbers and dates only.</summary>
public abstract record MatchingEvent : ProgrammeEvent
{
    private MatchingEvent() { }

    /// <summary>A round for one form was opened.</summary>
    /// <param name="Weights">The parts of the score, in this order in every proposal of the round.</param>
    [DisplayName("открытие раунда подбора")]
    public sealed record MatchingRoundOpened(Guid Round, string Form, IReadOnlyList<ScoreWeight> Weights) : MatchingEvent;

    /// <summary>A group meeting was held (M142).</summary>
    /// <param name="Present">In the order of the numbers that people had at the meeting; a later meeting goes on with the next
    /// number.</param>
    [DisplayName("групповая встреча")]
    public sealed record GroupMeetingHeld(Guid Round, Guid Id, DateOnly On, int? Minutes, IReadOnlyList<Guid> Present) : MatchingEvent;

    /// <summary>A group meeting recorded by mistake was voided.</summary>
    [DisplayName("отмена записи о групповой встрече")]
    public sealed record GroupMeetingVoided(Guid Round, Guid Id, TextReference Reason) : MatchingEvent;

    /// <summary>A personal link to the preferences was issued. The hash of its secret is in a separate table.</summary>
    /// <param name="Side">The side of the person.</param>
    /// <param name="ExpiresOn">The last day on which it is valid.</param>
    [DisplayName("выдача ссылки на предпочтения")]
    public sealed record PreferenceLinkIssued(Guid Round, Guid Link, SurveyAudience Side, Guid Person, DateOnly ExpiresOn) : MatchingEvent;

    /// <summary>A personal link was revoked.</summary>
    /// <param name="Reason">Null if another link replaced it.</param>
    [DisplayName("отзыв ссылки на предпочтения")]
    public sealed record PreferenceLinkRevoked(Guid Round, Guid Link, TextReference? Reason) : MatchingEvent;

    /// <summary>A person named whom they prefer (M143); a later answer replaces an earlier one.</summary>
    /// <param name="Link">The personal link that was used; null if it was entered on the person's behalf.</param>
    /// <param name="Ranked">Persons of the other side, the most wished first.</param>
    /// <param name="Excluded">Persons of the other side with whom this person does not want to work.</param>
    [DisplayName("предпочтения участника")]
    public sealed record PreferenceSubmitted(
        Guid Round, Guid Id, SurveyAudience Side, Guid Person, Guid? Link, IReadOnlyList<Guid> Ranked,
        IReadOnlyList<Guid> Excluded) : MatchingEvent;

    /// <summary>Preferences recorded by mistake were voided.</summary>
    [DisplayName("отмена предпочтений участника")]
    public sealed record PreferenceVoided(Guid Round, Guid Id, TextReference Reason) : MatchingEvent;

    /// <summary>The collection of preferences was closed.</summary>
    [DisplayName("завершение опроса предпочтений")]
    public sealed record PreferencesClosed(Guid Round) : MatchingEvent;

    /// <summary>The collection of preferences was reopened.</summary>
    [DisplayName("возобновление опроса предпочтений")]
    public sealed record PreferencesReopened(Guid Round, TextReference Reason) : MatchingEvent;

    /// <summary>A conflict of interest was declared; these two are never matched.</summary>
    [DisplayName("конфликт интересов")]
    public sealed record PairConflictDeclared(
        Guid Id, Guid Mentor, Guid Mentee, ConflictGround Ground, TextReference? Text) : MatchingEvent;

    /// <summary>A conflict of interest was voided.</summary>
    [DisplayName("отмена конфликта интересов")]
    public sealed record PairConflictVoided(Guid Id, TextReference Reason) : MatchingEvent;

    /// <summary>A proposal was computed. History alone gives it again, byte for byte.</summary>
    /// <param name="Proposal">Random id.</param>
    /// <param name="Algorithm">See <see cref="MatchProposal.Algorithm"/>.</param>
    /// <param name="AlgorithmVersion">See <see cref="MatchProposal.Version"/>.</param>
    /// <param name="Input">SHA-256 of <see cref="Cohort.Text"/>, 64 lower hex digits.</param>
    /// <param name="Mentees">Number of mentees who looked for a mentor.</param>
    /// <param name="Mentors">Number of mentors of the form.</param>
    /// <param name="Pairs">In the order of the mentees' ids.</param>
    /// <param name="Unmatched">In the order of ids.</param>
    /// <param name="Blocking">Who would rather have each other; by mentee, then mentor.</param>
    [DisplayName("предложение пар")]
    public sealed record MatchProposalComputed(
        Guid Round, Guid Proposal, string Algorithm, int AlgorithmVersion, IReadOnlyList<ScoreWeight> Weights, string Input, int Mentees,
        int Mentors, IReadOnlyList<ProposedPair> Pairs, IReadOnlyList<UnmatchedMentee> Unmatched,
        IReadOnlyList<BlockingPair> Blocking) : MatchingEvent;

    /// <summary>The curator changed the proposal for one mentee.</summary>
    /// <param name="From">The mentor until now; null for none.</param>
    /// <param name="To">The mentor from now on; null for none.</param>
    [DisplayName("изменение предложения пар")]
    public sealed record MatchAdjusted(
        Guid Round, Guid Proposal, Guid Mentee, Guid? From, Guid? To, TextReference Reason) : MatchingEvent;

    /// <summary>The curator confirmed a mentor and mentees of the proposal (M144); the tandem is formed by the same decision.</summary>
    /// <param name="Mentees">Sorted random ids.</param>
    /// <param name="Compared">The compared questionnaires of each mentee, in the same order.</param>
    /// <param name="Text">The comparison in words; under the mentor's key.</param>
    [DisplayName("решение о паре или группе")]
    public sealed record MatchConfirmed(
        Guid Round, Guid Proposal, Guid Match, Guid Tandem, Guid Mentor, IReadOnlyList<Guid> Mentees,
        IReadOnlyList<PairComparison> Compared, IReadOnlyList<PairingGround> Grounds, TextReference? Text) : MatchingEvent;

    /// <summary>The questionnaires of a tandem that no round formed were compared afterwards (M141).</summary>
    /// <param name="Text">The comparison in words; under the mentor's key.</param>
    [DisplayName("сопоставление анкет пары или группы")]
    public sealed record TandemCompared(
        Guid Tandem, IReadOnlyList<PairComparison> Compared, IReadOnlyList<PairingGround> Grounds, TextReference? Text) : MatchingEvent;

    /// <summary>It was decided about mentees without a mentor (M148); a later decision replaces an earlier one.</summary>
    [DisplayName("решение о наставляемых без наставника")]
    public sealed record UnmatchedMenteesDecided(IReadOnlyList<DecidedMentee> Decided) : MatchingEvent;

    /// <summary>Support of a mentee without a mentor was given (M148). The decision <see cref="UnmatchedDecision.SupportCase"/> opened the
    /// case.</summary>
    /// <param name="On">The day of the talk or other help.</param>
    /// <param name="Text">What was done; under the mentee's key, for few readers.</param>
    [DisplayName("запись о психологическом сопровождении")]
    public sealed record SupportNoted(Guid Mentee, Guid Id, DateOnly On, TextReference Text) : MatchingEvent;

    /// <summary>A note of support recorded by mistake was voided.</summary>
    [DisplayName("отмена записи о психологическом сопровождении")]
    public sealed record SupportNoteVoided(Guid Mentee, Guid Id, TextReference Reason) : MatchingEvent;

    /// <summary>A support case was ended, with its outcome.</summary>
    /// <param name="Text">Under the mentee's key, for few readers.</param>
    [DisplayName("завершение психологического сопровождения")]
    public sealed record SupportCaseEnded(Guid Mentee, SupportOutcome Outcome, TextReference? Text) : MatchingEvent;

    /// <summary>An ended support case was reopened.</summary>
    [DisplayName("возобновление психологического сопровождения")]
    public sealed record SupportCaseReopened(Guid Mentee, TextReference Reason) : MatchingEvent;

    /// <summary>A round was closed.</summary>
    /// <param name="Unmatched">The decision about each mentee of the form who has no mentor.</param>
    [DisplayName("закрытие раунда подбора")]
    public sealed record MatchingRoundClosed(Guid Round, IReadOnlyList<DecidedMentee> Unmatched) : MatchingEvent;

    /// <summary>A closed round was reopened.</summary>
    [DisplayName("повторное открытие раунда подбора")]
    public sealed record MatchingRoundReopened(Guid Round, TextReference Reason) : MatchingEvent;
}
