/* What fribidi and ICU do with a paragraph, each in memory that is used again. */
#include <fribidi.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubidi.h>

static struct {
    FriBidiStrIndex size;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
    FriBidiArabicProp *joining;
    FriBidiStrIndex *map;
    FriBidiChar *visual;
} work;

static void grow(FriBidiStrIndex length) {
    if (length <= work.size)
        return;
    work.size = length * 2;
    work.types = realloc(work.types, work.size * sizeof *work.types);
    work.brackets = realloc(work.brackets, work.size * sizeof *work.brackets);
    work.levels = realloc(work.levels, work.size * sizeof *work.levels);
    work.joining = realloc(work.joining, work.size * sizeof *work.joining);
    work.map = realloc(work.map, work.size * sizeof *work.map);
    work.visual = realloc(work.visual, work.size * sizeof *work.visual);
}

/* Levels; the base direction from the text. */
size_t reference_fribidi_levels(const FriBidiChar *text, int length) {
    FriBidiParType base = FRIBIDI_PAR_ON;
    grow(length);
    fribidi_get_bidi_types(text, length, work.types);
    fribidi_get_bracket_types(text, length, work.types, work.brackets);
    return fribidi_get_par_embedding_levels_ex(work.types, work.brackets, length, &base,
                                               work.levels);
}

/* Levels, joining, and the whole paragraph reordered as one line. */
size_t reference_fribidi_layout(const FriBidiChar *text, int length) {
    const FriBidiFlags flags = FRIBIDI_FLAGS_DEFAULT | FRIBIDI_FLAGS_ARABIC;
    FriBidiParType base = FRIBIDI_PAR_ON;
    grow(length);
    fribidi_get_bidi_types(text, length, work.types);
    fribidi_get_bracket_types(text, length, work.types, work.brackets);
    if (!fribidi_get_par_embedding_levels_ex(work.types, work.brackets, length, &base,
                                             work.levels))
        return 0;
    memcpy(work.visual, text, length * sizeof *text);
    fribidi_get_joining_types(text, length, work.joining);
    fribidi_join_arabic(work.types, length, work.levels, work.joining);
    fribidi_shape(flags, work.levels, length, work.joining, work.visual);
    for (int i = 0; i < length; i++)
        work.map[i] = i;
    return fribidi_reorder_line(flags, work.types, length, 0, base, work.levels, work.visual,
                                work.map);
}

static UBiDi *bidi;

/* Levels; the base direction from the text. */
size_t reference_icu_levels(const UChar *text, int length) {
    UErrorCode error = U_ZERO_ERROR;
    if (bidi == NULL)
        bidi = ubidi_open();
    ubidi_setPara(bidi, text, length, UBIDI_DEFAULT_LTR, NULL, &error);
    const UBiDiLevel *levels = ubidi_getLevels(bidi, &error);
    return levels == NULL ? 0 : levels[0] + 1;
}

/* Seconds of this thread's time on a processor. */
double reference_cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}
