import { z } from "zod";
import { instant } from "@/lib/platform/schema";

export const ownPhone = z.object({
  /** Null until one is given. */
  phone: z.string().nullable(),
  /** Null until the code sent to it came back. */
  verified_at: instant.nullable(),
  /** Until when the code that was asked for is good. */
  code_expires_at: instant.nullable(),
  /** Whether this desk sends text messages at all. */
  is_available: z.boolean(),
});
export type OwnPhone = z.output<typeof ownPhone>;

export const setPhoneInput = z.object({
  phone: z
    .string()
    .transform((value) => value.replaceAll(/[\s()./-]/g, "").replace(/^00/, "+"))
    .refine(
      (value) => /^\+[1-9]\d{6,14}$/.test(value),
      "Enter the number with its country, such as +49 170 1234567.",
    ),
});
export const verifyPhoneInput = z.object({
  code: z
    .string()
    .transform((value) => value.replaceAll(/\s/g, ""))
    .refine((value) => /^\d{6}$/.test(value), "Enter the six digits of the message."),
});
