"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "../ui/toast";
import { markRead, notificationsKey } from "./notification-queries";

export function useMarkAllRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => markRead({ all: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationsKey }),
    onError: (error) => toast.error(error.message),
  });
}
