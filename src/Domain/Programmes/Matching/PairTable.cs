using System.Numerics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>The constraints and scores of every mentor and mentee of a cohort, both in the order of their ids.</summary>
public sealed class PairTable
{
    private const int Most = 100;
    private const int HalfAge = 50;
    private const int RankStep = 10;

    /// <summary>The most persons whom somebody may rank.</summary>
    public const int MostRanked = Most / RankStep;

    private readonly CohortMentee[] mentees;
    private readonly CohortMentor[] mentors;
    private readonly CohortRules rules;
    private readonly Known[] known;
    private readonly byte[] wishOfMentee;
    private readonly byte[] wishOfMentor;
    private readonly ulong[][] requests;
    private readonly ulong[][] competences;
    private readonly ulong[][] interests;

    /// <summary>Prepares a cohort.</summary>
    public PairTable(Cohort cohort)
    {
        (mentees, mentors) = ([.. cohort.Mentees.OrderBy(m => m.Person)], [.. cohort.Mentors.OrderBy(m => m.Person)]);
        (rules, Weights) = (cohort.Rules, cohort.Weights);
        (MenteeAt, MentorAt) = (Places(mentees, m => m.Person), Places(mentors, m => m.Person));
        known = new Known[mentees.Length * mentors.Length];
        (wishOfMentee, wishOfMentor) = (new byte[known.Length], new byte[known.Length]);
        foreach (var pair in cohort.Pairs) Mark(pair.Mentee, pair.Mentor, Of(pair.Kind));
        foreach (var wish in cohort.OfMentees)
        {
            foreach (var mentor in wish.Excluded) Mark(wish.Person, mentor, Known.ExcludedByMentee);
            foreach (var (rank, mentor) in wish.Ranked.Index()) Rank(wishOfMentee, wish.Person, mentor, rank);
        }

        foreach (var wish in cohort.OfMentors)
        {
            foreach (var mentee in wish.Excluded) Mark(mentee, wish.Person, Known.ExcludedByMentor);
            foreach (var (rank, mentee) in wish.Ranked.Index()) Rank(wishOfMentor, mentee, wish.Person, rank);
        }

        var codes = new CodeBits(mentees.SelectMany(m => m.Requests));
        requests = [.. mentees.Select(m => codes.Of(m.Requests))];
        competences = [.. mentors.Select(m => codes.Of(m.Competences))];
        interests = [.. mentors.Select(m => codes.Of(m.Interests))];
        ForbidMutualPairs();
    }

    [Flags]
    private enum Known : byte
    {
        None = 0,
        Registered = 1,
        ExcludedByMentee = 2,
        ExcludedByMentor = 4,
        Conflict = 8,
        Reversed = 16,
        Dissolved = 32,
    }

    /// <summary>The weights of the round.</summary>
    public IReadOnlyList<ScoreWeight> Weights { get; }

    /// <summary>The mentees in the order of their ids.</summary>
    public IReadOnlyList<CohortMentee> Mentees => mentees;

    /// <summary>The mentors in the order of their ids.</summary>
    public IReadOnlyList<CohortMentor> Mentors => mentors;

    /// <summary>The place of each mentee.</summary>
    public IReadOnlyDictionary<Guid, int> MenteeAt { get; }

    /// <summary>The place of each mentor.</summary>
    public IReadOnlyDictionary<Guid, int> MentorAt { get; }

    /// <summary>The free seats of a mentor.</summary>
    public int FreeSeats(int mentor) => Math.Max(0, mentors[mentor].Capacity - mentors[mentor].Occupied);

    /// <summary>The first constraint that a mentee and a mentor do not meet; null if they may be matched.</summary>
    public MatchConstraint? Barrier(int mentee, int mentor)
    {
        var (young, old, marks) = (mentees[mentee], mentors[mentor], known[At(mentee, mentor)]);
        return young.Barrier ?? old.Barrier
            ?? (FreeSeats(mentor) == 0 ? MatchConstraint.MentorCapacity
            : Age(young.Age, old) == 0 ? MatchConstraint.WishedAge
            : rules.HigherLevel && young.Grade >= old.Grade ? MatchConstraint.HigherLevel
            : rules.OtherOrganisation && young.Internal && old.Internal ? MatchConstraint.OtherOrganisation
            : marks <= Known.Registered && young.Person != old.Person ? (MatchConstraint?)null
            : marks.HasFlag(Known.ExcludedByMentee) ? MatchConstraint.MenteeWish
            : marks.HasFlag(Known.ExcludedByMentor) ? MatchConstraint.MentorWish
            : marks.HasFlag(Known.Conflict) ? MatchConstraint.Conflict
            : marks.HasFlag(Known.Reversed) || young.Person == old.Person ? MatchConstraint.MutualPair
            : MatchConstraint.DissolvedPair);
    }

    /// <summary>The points of a mentee and a mentor, part by part in the order of the weights.</summary>
    /// <param name="seat">How many mentees of the same proposal the mentor has before this one.</param>
    public int[] Points(int mentee, int mentor, int seat) =>
        [.. Weights.Select(w => w.Weight * (w.Part == ScorePart.LoadBalance ? Load(mentor, seat) : Value(w.Part, mentee, mentor)))];

    /// <summary>The score of a mentee and a mentor without the part of the seat.</summary>
    public int Score(int mentee, int mentor)
    {
        var sum = 0;
        for (var at = 0; at < Weights.Count; at++)
            if (Weights[at] is { Weight: > 0, Part: not ScorePart.LoadBalance } w) sum += w.Weight * Value(w.Part, mentee, mentor);
        return sum;
    }

    /// <summary>The points of each free seat of a mentor.</summary>
    public int[] Seats(int mentor)
    {
        var weight = Weights.FirstOrDefault(w => w.Part == ScorePart.LoadBalance)?.Weight ?? 0;
        return [.. Enumerable.Range(0, FreeSeats(mentor)).Select(seat => weight * Load(mentor, seat))];
    }

    /// <summary>The rank that the mentee gave to the mentor, from 1; 0 for none.</summary>
    public int RankByMentee(int mentee, int mentor) => wishOfMentee[At(mentee, mentor)];

    /// <summary>The rank that the mentor gave to the mentee, from 1; 0 for none.</summary>
    public int RankByMentor(int mentee, int mentor) => wishOfMentor[At(mentee, mentor)];

    private int Value(ScorePart part, int mentee, int mentor) => part switch
    {
        ScorePart.MutualPreference => (Wish(RankByMentee(mentee, mentor)) + Wish(RankByMentor(mentee, mentor))) / 2,
        ScorePart.RequestCompetence => Share(requests[mentee], competences[mentor]),
        ScorePart.RequestInterest => Share(requests[mentee], interests[mentor]),
        ScorePart.AgeFit => Age(mentees[mentee].Age, mentors[mentor]),
        ScorePart.RegisterProposal => known[At(mentee, mentor)].HasFlag(Known.Registered) ? Most : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private int Load(int mentor, int seat) =>
        Most * (mentors[mentor].Capacity - mentors[mentor].Occupied - seat) / mentors[mentor].Capacity;

    private static int Wish(int rank) => rank == 0 ? 0 : Most - (RankStep * (rank - 1));

    private static int Share(ulong[] asked, ulong[] offered)
    {
        var (all, met) = (0, 0);
        for (var word = 0; word < asked.Length; word++)
        {
            all += BitOperations.PopCount(asked[word]);
            met += BitOperations.PopCount(asked[word] & offered[word]);
        }

        return all == 0 ? 0 : Most * met / all;
    }

    // 0 if no age of the band is wished.
    private static int Age(AgeBand band, CohortMentor mentor)
    {
        var (youngest, oldest) = band.Years();
        var (from, to) = (mentor.AgeFrom ?? 0, mentor.AgeTo ?? int.MaxValue);
        return oldest < from || youngest > to ? 0 : from <= youngest && oldest <= to ? Most : HalfAge;
    }

    // Two persons who could be mentor and mentee of each other keep the direction with the higher score, or else with the earlier mentor.
    private void ForbidMutualPairs()
    {
        foreach (var (person, mentee) in MenteeAt.Where(m => MentorAt.ContainsKey(m.Key)))
        {
            foreach (var (other, mentor) in MentorAt.Where(m => m.Key.CompareTo(person) > 0 && MenteeAt.ContainsKey(m.Key)))
            {
                var (back, forth) = (MenteeAt[other], MentorAt[person]);
                if (Barrier(mentee, mentor) is not null || Barrier(back, forth) is not null) continue;
                var later = Score(mentee, mentor) > Score(back, forth);
                known[later ? At(back, forth) : At(mentee, mentor)] |= Known.Reversed;
            }
        }
    }

    private int At(int mentee, int mentor) => (mentee * mentors.Length) + mentor;

    // A pair of somebody who is not in the cohort is without effect.
    private void Mark(Guid mentee, Guid mentor, Known mark)
    {
        if (MenteeAt.TryGetValue(mentee, out var row) && MentorAt.TryGetValue(mentor, out var column)) known[At(row, column)] |= mark;
    }

    private void Rank(byte[] wishes, Guid mentee, Guid mentor, int rank)
    {
        if (rank < MostRanked && MenteeAt.TryGetValue(mentee, out var row) && MentorAt.TryGetValue(mentor, out var column))
            wishes[At(row, column)] = (byte)(rank + 1);
    }

    private static Known Of(CohortPairKind kind) => kind switch
    {
        CohortPairKind.Registered => Known.Registered,
        CohortPairKind.Conflict => Known.Conflict,
        CohortPairKind.Dissolved => Known.Dissolved,
        CohortPairKind.Reversed => Known.Reversed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Dictionary<Guid, int> Places<T>(T[] persons, Func<T, Guid> id) =>
        persons.Index().ToDictionary(p => id(p.Item), p => p.Index);

    /// <summary>Sets of codes as bits, so that comparing two is fast.</summary>
    private sealed class CodeBits
    {
        private readonly Dictionary<string, int> bits;

        public CodeBits(IEnumerable<string> codes) => bits = codes.Distinct().Index().ToDictionary(c => c.Item, c => c.Index);

        public ulong[] Of(IEnumerable<string> codes)
        {
            var set = new ulong[(bits.Count + 63) / 64];
            foreach (var code in codes)
                if (bits.TryGetValue(code, out var bit)) set[bit / 64] |= 1UL << (bit % 64);
            return set;
        }
    }
}
